/** Code of extensions that does not end. */
package org.archipel.benchmarks.sandbox.runaway;
