/** Custom APIs in the REST API. */
package org.archipel.gateway.internal.rest;
