/** Requests with an Idempotency-Key, which have one effect and one answer however often they come. */
package org.archipel.rest.internal.idempotency;
