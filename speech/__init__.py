"""How people write money, days, times and the fields of an event, and how these are shown to them, in every face."""
