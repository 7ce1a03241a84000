/** Runs the extension that is being written. */
package org.archipel.development.internal;
