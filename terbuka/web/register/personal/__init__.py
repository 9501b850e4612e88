"""Personal data of applicants, for the office that keeps them: wishes, breaches, holds, destruction."""
