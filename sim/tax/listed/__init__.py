"""What funds pay that a return treats apart."""
