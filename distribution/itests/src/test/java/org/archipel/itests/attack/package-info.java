/** Runs the attack suite: every case as an extension of its own in a started platform, the platform's health checked after each. */
package org.archipel.itests.attack;
