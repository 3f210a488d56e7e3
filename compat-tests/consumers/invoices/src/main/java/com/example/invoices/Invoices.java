// SPDX-License-Identifier: Apache-2.0
package com.example.invoices;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Invoices {

	private final JdbcTemplate jdbc;

	public Invoices(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@ActivityHandler
	@Transactional
	public void book(@TaskToken String token, String number) {
		this.jdbc.update("INSERT INTO invoices.invoice (number) VALUES (?)", number);
		throw new IllegalStateException("Invoice " + number + " has no buyer");
	}

}
