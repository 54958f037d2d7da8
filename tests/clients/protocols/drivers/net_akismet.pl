use strict;
use warnings;
use Net::Akismet;

# The key stands in the host's name; that we are the proxy of every host stands for an entry in DNS.
my %where = (SERVICE_HOST => 'saring.example', URL => 'https://kabar.example/');
my %comment = (
    USER_IP              => '203.0.113.7',
    COMMENT_USER_AGENT   => 'Mozilla/5.0',
    REFERRER             => 'https://kabar.example/',
    PERMALINK            => 'https://kabar.example/feri',
    COMMENT_AUTHOR       => 'Rina',
    COMMENT_AUTHOR_EMAIL => 'rina@example.com',
);
my $wrong  = Net::Akismet->new(%where, KEY => '0123456789ab') ? 'true' : 'false';
my $client = Net::Akismet->new(%where, KEY => $ENV{KEY}) or die 'the key is refused';
my $ham    = $client->check(%comment, COMMENT_CONTENT => $ENV{HAM});
my $spam   = $client->check(%comment, COMMENT_CONTENT => $ENV{SPAM});
$client->spam(%comment, COMMENT_CONTENT => $ENV{HAM})  or die 'spam';
$client->ham(%comment, COMMENT_CONTENT => $ENV{SPAM}) or die 'ham';
print qq({"wrong": $wrong, "verified": true, "ham": $ham, "spam": $spam, "thanks": "$client->{response}"}\n);
