// SPDX-License-Identifier: Apache-2.0
/**
 * What things cost, in ratios of one run, with peers beside us.
 */
package io.github.swffailure.benchmarks;
