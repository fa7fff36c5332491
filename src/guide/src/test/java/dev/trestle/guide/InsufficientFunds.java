package dev.trestle.guide;

/** Somebody is to give more than they have. */
public final class InsufficientFunds extends RuntimeException {}
