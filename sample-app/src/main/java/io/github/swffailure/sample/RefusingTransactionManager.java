// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits nothing: the handler has returned, and its work is lost all the same.
 */
@Component
class RefusingTransactionManager extends AbstractPlatformTransactionManager {

	@Override
	protected Object doGetTransaction() {
		return new Object();
	}

	@Override
	protected void doBegin(Object transaction, TransactionDefinition definition) {
	}

	@Override
	protected void doCommit(DefaultTransactionStatus status) {
		throw new TransactionSystemException("Could not commit: the settlement was changed by somebody else");
	}

	@Override
	protected void doRollback(DefaultTransactionStatus status) {
	}

}
