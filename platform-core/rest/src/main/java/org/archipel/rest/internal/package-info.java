/** The platform's JAX-RS application, and its publication once it is complete. */
package org.archipel.rest.internal;
