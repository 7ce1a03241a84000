/** Identity, keys, roles, audit and flags in the REST API. */
package org.archipel.security.internal.rest;
