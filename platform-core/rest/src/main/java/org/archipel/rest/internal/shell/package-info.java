/** The shell's command about the state of the platform. */
package org.archipel.rest.internal.shell;
