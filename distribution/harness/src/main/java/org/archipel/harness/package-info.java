/** Runs an assembled platform as a process of its own and talks to it as any client does. */
package org.archipel.harness;
