"""The layout plan: what is printed, in order, without saying whether in Word or PDF."""
