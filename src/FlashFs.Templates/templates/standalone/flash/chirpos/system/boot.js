print("The system is up.");
