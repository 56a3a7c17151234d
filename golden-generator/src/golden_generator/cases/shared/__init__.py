"""What case modules build their cases from: tensors, axes, and what several losses share."""
