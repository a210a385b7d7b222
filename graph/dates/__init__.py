"""Text in, the dates it states and what each means (a day, a month, a year, an interval; relative to which day) out."""
