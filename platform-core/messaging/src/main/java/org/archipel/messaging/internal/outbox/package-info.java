/**
 * Platform events: written in the transaction of the change they tell of, delivered to each subscriber at least once, in order within
 * a subject.
 */
package org.archipel.messaging.internal.outbox;
