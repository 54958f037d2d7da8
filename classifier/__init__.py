"""The spam classifier: training half and scoring half."""
