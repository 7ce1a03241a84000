/** The container behind the test kit. */
package org.archipel.testkit.internal;
