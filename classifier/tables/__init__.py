"""Tables: arrays that the text half reads, and what builds them."""
