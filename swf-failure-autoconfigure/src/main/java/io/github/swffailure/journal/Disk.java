package io.github.swffailure.journal;

/**
 * All that deals with the disk under one journal.
 */
record Disk(JournalDirectory directory, JournalTrouble trouble, Ownership ownership, SafeDisk safe) {

	static Disk of(JournalDirectory directory) {
		JournalTrouble trouble = new JournalTrouble(directory.path());
		Ownership ownership = new Ownership(directory, trouble);
		return new Disk(directory, trouble, ownership, new SafeDisk(directory, ownership, trouble));
	}

}
