/** Rule sets in the REST API. */
package org.archipel.transformation.internal.rest;
