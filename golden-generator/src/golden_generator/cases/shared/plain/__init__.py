"""How each loss is asked at any shape: ordinary values at which every element has a gradient."""
