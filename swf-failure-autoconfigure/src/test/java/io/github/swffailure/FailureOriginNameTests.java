// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureOriginNameTests {

	@ParameterizedTest
	@CsvSource({ "java.sql.SQLException, SQLException", "Unpackaged, Unpackaged",
			"com.example.Payments$CardDeclined, CardDeclined", "com.example.Payments$1, Payments$1",
			"com.example.Payments$1$2, Payments$1$2", "com.example.Payments$1CardDeclined, CardDeclined",
			"com.example.Payments$Card2Declined, Card2Declined", "com.example.Declined$, Declined$" })
	void classWithoutNameOfItsOwnGoesByItsEnclosingClass(String className, String simpleName) {
		FailureOrigin origin = new FailureOrigin(className, "0badcafe", false);

		assertThat(origin.simpleName()).isEqualTo(simpleName);
	}

}
