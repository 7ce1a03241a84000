/** Jobs and events in the REST API. */
package org.archipel.messaging.internal.rest;
