/** Measures the quality bars on the assembled distribution, each as a ratio or a count within one run. */
package org.archipel.benchmarks;
