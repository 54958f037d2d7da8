"""Saring's classifier beside other spam filters: what each catches of campaigns never seen."""
