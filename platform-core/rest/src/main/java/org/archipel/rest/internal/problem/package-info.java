/** Failures as problem documents (RFC 9457), in one place. */
package org.archipel.rest.internal.problem;
