/** What the sandbox costs, measured with JMH. */
package org.archipel.benchmarks.sandbox;
