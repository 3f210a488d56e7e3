package io.github.swffailure.journal;

import java.util.function.IntSupplier;

/**
 * All that deals with the disk under one journal.
 */
record Disk(JournalDirectory directory, JournalTrouble trouble, Ownership ownership, SafeDisk safe) {

	static Disk of(JournalDirectory directory, IntSupplier waiting) {
		JournalTrouble trouble = new JournalTrouble(directory.path(), waiting);
		Ownership ownership = new Ownership(directory, trouble);
		return new Disk(directory, trouble, ownership, new SafeDisk(directory, ownership, trouble));
	}

}
