/** What code of extensions does all day, to be measured as it was compiled and as it is rewritten. */
package org.archipel.benchmarks.sandbox.code;
