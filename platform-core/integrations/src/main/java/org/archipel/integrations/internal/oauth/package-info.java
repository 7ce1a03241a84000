/** OAuth2 connections that people make: consent, exchange, refresh by one node at a time, revocation. */
package org.archipel.integrations.internal.oauth;
