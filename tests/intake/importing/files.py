"""Small exports of each system, made up, as that system writes them."""

import io
from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from moderation.intake.importing.rows import Found

WXR: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Kabar</title>
  <wp:wxr_version>1.2</wp:wxr_version>
  <item>
    <title><![CDATA[Feri baru & murah]]></title>
    <link>https://kabar.example/feri-baru/</link>
    <content:encoded><![CDATA[<p>Isi berita.</p>]]></content:encoded>
    <wp:post_id>7</wp:post_id>
    <wp:comment>
      <wp:comment_id>15</wp:comment_id>
      <wp:comment_author><![CDATA[Rina]]></wp:comment_author>
      <wp:comment_author_email>rina@example.com</wp:comment_author_email>
      <wp:comment_author_url>https://rina.example/</wp:comment_author_url>
      <wp:comment_author_IP>203.0.113.7</wp:comment_author_IP>
      <wp:comment_date><![CDATA[2020-05-01 14:00:00]]></wp:comment_date>
      <wp:comment_date_gmt><![CDATA[2020-05-01 07:00:00]]></wp:comment_date_gmt>
      <wp:comment_content><![CDATA[Terima kasih, <b>jelas</b> sekali.]]></wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved>
      <wp:comment_type>comment</wp:comment_type>
      <wp:comment_parent>0</wp:comment_parent>
      <wp:comment_user_id>0</wp:comment_user_id>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>16</wp:comment_id>
      <wp:comment_author><![CDATA[Budi]]></wp:comment_author>
      <wp:comment_author_email></wp:comment_author_email>
      <wp:comment_author_url></wp:comment_author_url>
      <wp:comment_author_IP>2001:db8::1</wp:comment_author_IP>
      <wp:comment_date>2020-05-02 14:00:00</wp:comment_date>
      <wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[Sepakat &amp; salam, 3 &lt; 4, Bu Rina.]]></wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved>
      <wp:comment_type></wp:comment_type>
      <wp:comment_parent>15</wp:comment_parent>
      <wp:comment_user_id>0</wp:comment_user_id>
      <wp:commentmeta>
        <wp:meta_key><![CDATA[akismet_history]]></wp:meta_key>
        <wp:meta_value><![CDATA[a:3:{s:4:"time";d:1588403000.5;s:5:"event";s:15:\
"status-approved";s:4:"user";s:5:"admin";}]]></wp:meta_value>
      </wp:commentmeta>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>17</wp:comment_id>
      <wp:comment_author><![CDATA[Slot]]></wp:comment_author>
      <wp:comment_author_email>slot@example.com</wp:comment_author_email>
      <wp:comment_author_url></wp:comment_author_url>
      <wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>
      <wp:comment_date_gmt>2020-05-03 07:00:00</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[Gacor di NAGASAKTI88]]></wp:comment_content>
      <wp:comment_approved>spam</wp:comment_approved>
      <wp:comment_type>comment</wp:comment_type>
      <wp:comment_parent>0</wp:comment_parent>
      <wp:commentmeta>
        <wp:meta_key>akismet_result</wp:meta_key>
        <wp:meta_value>true</wp:meta_value>
      </wp:commentmeta>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>18</wp:comment_id>
      <wp:comment_author>blog lain</wp:comment_author>
      <wp:comment_content>[&#8230;] disebut [&#8230;]</wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved>
      <wp:comment_type>pingback</wp:comment_type>
    </wp:comment>
  </item>
  <item>
    <title>Perpustakaan malam</title>
    <link>https://kabar.example/perpustakaan/</link>
    <wp:post_id>8</wp:post_id>
    <wp:comment>
      <wp:comment_id>19</wp:comment_id>
      <wp:comment_author>Wati</wp:comment_author>
      <wp:comment_author_email>wati@example.com</wp:comment_author_email>
      <wp:comment_date_gmt>2020-05-04 07:00:00</wp:comment_date_gmt>
      <wp:comment_content>Buka sampai jam berapa?</wp:comment_content>
      <wp:comment_approved>0</wp:comment_approved>
      <wp:comment_type>comment</wp:comment_type>
      <wp:comment_parent>0</wp:comment_parent>
    </wp:comment>
    <wp:comment>
      <wp:comment_id>20</wp:comment_id>
      <wp:comment_author>Kosong</wp:comment_author>
      <wp:comment_author_email>bukan alamat</wp:comment_author_email>
      <wp:comment_date_gmt>kemarin</wp:comment_date_gmt>
      <wp:comment_content></wp:comment_content>
      <wp:comment_approved>trash</wp:comment_approved>
      <wp:comment_type>comment</wp:comment_type>
      <wp:comment_parent>0</wp:comment_parent>
    </wp:comment>
  </item>
</channel>
</rss>
"""

CSV: Final = """\
comment_ID,comment_post_ID,comment_author,comment_author_email,comment_date_gmt,\
comment_content,comment_approved,comment_parent,comment_agent
21,7,Rina,rina@example.com,2021-05-01 07:00:00,"Dua
baris, satu komentar.",1,0,Mozilla
22,7,Budi,budi@example.com,2021-05-01 08:00:00,Balasan.,trash,21,
23,7,kurang
24,7,Wati,wati@example.com,2021-05-01 09:00:00,Status aneh.,mungkin,0,
"""

DISQUS: Final = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <category dsq:id="1"><forum>kabar</forum><title>General</title></category>
  <thread dsq:id="101">
    <id>feri-baru</id><forum>kabar</forum><link>https://kabar.example/feri-baru/</link>
    <title>Feri &amp; baru</title><createdAt>2019-01-01T00:00:00Z</createdAt>
    <author><name>Redaksi</name></author>
  </thread>
  <thread dsq:id="102"><id /><link>https://kabar.example/lain/</link><title>Lain</title></thread>
  <post dsq:id="202">
    <id /><message><![CDATA[<p>Balasan <i>dulu</i>.</p><p>Baris &lt;kedua&gt;</p>]]></message>
    <createdAt>2019-01-03T00:00:00Z</createdAt>
    <isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>Budi</name><isAnonymous>false</isAnonymous><username>budi1</username></author>
    <thread dsq:id="101" /><parent dsq:id="201" />
  </post>
  <post dsq:id="201">
    <id /><message><![CDATA[<p>Pertama.</p>]]></message>
    <createdAt>2019-01-02T00:00:00Z</createdAt>
    <isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><email>rina@example.com</email><name>Rina</name></author>
    <ipAddress>203.0.113.7</ipAddress>
    <thread dsq:id="101" />
  </post>
  <post dsq:id="203">
    <id /><message>Gacor di NAGASAKTI88</message>
    <createdAt>2019-01-04T00:00:00Z</createdAt>
    <isDeleted>false</isDeleted><isSpam>true</isSpam>
    <author><name /><username>slot</username></author>
    <thread dsq:id="102" /><parent dsq:id="999" />
  </post>
</disqus>
"""

CORAL: Final = """\
{"id":"c1","storyID":"s1","authorID":"u1","status":"NONE","parentID":null,\
"revisions":[{"id":"r0","body":"Lama."},{"id":"r1","body":"<div>Terima kasih.</div>"}],\
"createdAt":{"$date":"2022-03-01T07:00:00.000Z"}}
{"id":"c2","storyID":"s1","authorID":"u2","status":"REJECTED","parentID":"c1",\
"revisions":[{"id":"r2","body":"Kasar &amp; kotor"}],\
"createdAt":{"$date":{"$numberLong":"1646200000000"}}}
{"id":"c3","storyID":"s2","authorID":"u9","status":"SYSTEM_WITHHELD",\
"revisions":[{"id":"r3","body":"Menunggu."}],"createdAt":"2022-03-03T07:00:00Z"}
{"id":"c4","storyID":"s2","authorID":"u9","status":"REJECTED","revisions":[],\
"deletedAt":{"$date":"2022-03-04T07:00:00Z"},"createdAt":"2022-03-03T08:00:00Z"}
{tidak utuh
"""
CORAL_BESIDE: Final = {
    "users.json": '{"id":"u1","username":"Rina","email":"rina@example.com"}\n'
    '{"id":"u2","username":"Budi"}\n',
    "stories.json": '{"id":"s1","url":"https://kabar.example/feri/","metadata":{"title":"Feri"}}\n',
    "commentModerationActions.json": '{"commentID":"c2","status":"REJECTED","moderatorID":"u7"}\n'
    '{"commentID":"c1","status":"NONE","moderatorID":null}\n',
}


def found_in(read: Callable[[BinaryIO], Iterable[Found]], text: str | bytes) -> list[Found]:
    """Everything that a reader finds."""
    data = text.encode() if isinstance(text, str) else text
    return list(read(io.BytesIO(data)))
