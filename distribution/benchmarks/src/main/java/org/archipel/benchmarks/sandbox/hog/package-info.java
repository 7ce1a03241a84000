/** Code of extensions that takes all memory it can get. */
package org.archipel.benchmarks.sandbox.hog;
