/** The platform's JAX-RS application: what it is made of, and when it is served. */
package org.archipel.rest.internal.application;
