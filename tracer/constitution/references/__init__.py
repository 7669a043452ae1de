"""References from provision to provision, and to other laws."""
