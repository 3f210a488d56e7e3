// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.docs;

import org.springframework.boot.SpringBootConfiguration;

/**
 * The application that the examples test.
 */
@SpringBootConfiguration
class DocumentationApplication {

}
