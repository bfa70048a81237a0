import type { Json } from '../model/json.ts';

/**
 * A test of a body: of the values at a path when they are there, or, with `none`, of their absence.
 *
 * Without a condition it holds when something is set there: not null, not false, not empty.
 */
export interface Test {
  path: string;
  /** One of the values is one of these. */
  is?: readonly Json[];
  /** There is a value, and it is none of these. */
  not?: readonly Json[];
  /** None of the values is one of these, or there is no value. */
  none?: readonly Json[];
  /** There is an array, and one of these is not in it. */
  lacks?: readonly Json[];
  /** There is a string that matches this. */
  like?: RegExp;
  /** There is a string that does not match this. */
  unlike?: RegExp;
}

/** Conditions on one body that must not hold together. Reported at the place of the first test. */
export interface Rule {
  /** It is wrong where all of these hold. */
  when: readonly Test[];
  says: string;
  hint: string;
  /** `warning` for what the API accepts although it has no effect; by default an error, for what it refuses. */
  severity?: 'warning';
}

/** A maximum that Auth0 sets. */
export interface Limit {
  most: number;
  /** Items of an array, keys of an object or characters of a string there; the resources themselves when absent, of children those of one parent. */
  at?: string;
  /** Which of the resources count. */
  where?: Test;
}

/** A value that another resource has to have in a list of its own, where the files declare both. */
export interface Membership {
  path: string;
  /** The reference that leads to the other resource, or, with `to`, the singleton that it is. */
  of?: string;
  to?: string;
  /** Where its list is, in its body. */
  in: string;
  /** Reported at the reference, because the value is not written in the body. */
  isAtReference?: true;
  severity?: 'warning';
}

/** Two numbers of one body of which the first must not be the greater. */
export interface Order {
  low: string;
  high: string;
  /** Where this holds the order does not matter. */
  unless?: Test;
  severity?: 'warning';
}

/** Sides of which a body has one, each a list of paths: setting a path of one side clears the others. */
export interface Choice {
  sides: readonly (readonly string[])[];
  /** `warning` where the API returns both, so that an export has both. */
  severity?: 'warning';
}

/** What the API asks of the content of a resource beyond the form of its fields. */
export interface Semantics {
  exclusive?: readonly Choice[];
  rules?: readonly Rule[];
  limits?: readonly Limit[];
  members?: readonly Membership[];
  orders?: readonly Order[];
}
