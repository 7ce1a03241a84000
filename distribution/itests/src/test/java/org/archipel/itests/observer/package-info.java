/** A bundle that the tests put into a copy of the distribution: it tells what happens in the framework, and dies when told to. */
package org.archipel.itests.observer;
