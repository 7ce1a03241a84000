/**
 * Event streams of clients: what they missed, then what happens. A client that is too slow is dropped and comes back for the rest.
 */
package org.archipel.messaging.internal.stream;
