"""Attacks: ways to disguise spam that training does not practise, and what each costs."""
