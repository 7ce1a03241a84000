/** Puts the parts of the bundle together and offers them as services. */
package org.archipel.messaging.internal.wiring;
