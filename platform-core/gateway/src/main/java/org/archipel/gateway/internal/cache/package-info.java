/** Answers that are kept. */
package org.archipel.gateway.internal.cache;
