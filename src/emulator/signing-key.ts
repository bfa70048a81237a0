import { createPrivateKey, type KeyObject } from 'node:crypto';

/** The name of the key that signs with RS256 at the start, in tokens and in the key set. */
export const FIRST_KEY = 'emulator-signing-key-rs256';

/**
 * Signs the tokens of every emulated tenant. Public on purpose: it protects nothing, and one fixed key makes a
 * start immediate and two runs alike.
 */
const JWK = {
  kty: 'RSA',
  n:
    'zvQx0ROYZMjm-VnARYaMSLu3jhuqja6o8MF8iFTDqLqU7NTYpwNpffUQ4uyiogNHBgNmbnqZgzSN16YZ_8rrdQH9CwuX35bNP0ed' +
    'vvY_CAfOptyj6q8wYX-nnIa0V0r7K_NigCbdRG1OO5F4TFvAOADzE7fa4eOpgsI4mzHkpJZ-d0u8arupuaIbIzS32uX7u5jw7XIn' +
    'xHuGClGzEj1I0f8m17dnP0v86pTjzRmkQN8s79u4XdBo4k8uW16yZEzBLk_JNqQ7EZY6SsASYocHxcecS5GOl78e5SoGOe62LELM' +
    's3RWfOSszn0o1b6B0WClhpddkRhS1Gga8-X12UvQMQ',
  e: 'AQAB',
  d:
    'LVfVfmCTuClIagOfG9yR6fGvEuS-5pIJE87g0SH5SIOw038DBPy7ZUyHaaC9NVAQhKHEFJqp_dRK65_J_IBiPF22KnBc0zFAQQgY' +
    '6NkdEE5dmbOn-mht6j7E44ekBag5BfUqdLePLUnhpS2HNPu5TsvudjiHLYzq--o_6sjwtpqZn-FTWwNuxK9O4CcRxveSdHyvZmEE' +
    'EFtn8a3-8r7ErQB8RPZkVIJ-gY_I9HPigbVADWHorUrzKX1oBgPvJfQpncWzavILS9dzsnw9VZxJwQfZ5EAPhNuacxQVh1Ge_QD_' +
    'ti1ENOiUHpJtGMQzQoSxdi_uR1duBvHdtZJ0eyY_PQ',
  p:
    '8FYThWkIcM8SuunVwR0lPBUrxWdoBvwiJMbkYMJbpDWg6tsV9XB1nevSPX5uFuiRD2QYK_ba_uZLnuJAz5POVjyzMA6pkqwYPmn7' +
    'hUjgLGMLPBnXcFJhsV8_g1OHXTh6jPhSKFaxTtutBGv82L7HH4mbWg2rsz_s6poGUWPryuc',
  q:
    '3HElVIrga-vudpvJFJ8HMxIt_Njqwn-nX9p4s-j66peIoDFtTwa3FOqlAmfB-y0OtB1RFpHcW1bgNxJakkjwGaWVzV1LyopG4lSw' +
    'qGFrG2b8b2Hh_KplqLzD1JVMi7Lwp0s5Yt12y0U5g8rYbVEAG_I6EQpWi4i3XcnHyXEjASc',
  dp:
    's75MfzxcebIEuhHkMbeQf2z9_Xcm0AKFrqepacwyKY-KN9t-gr-G14LlC-SghTWON8qOYWMPyg-Ggt-HxTcv3EMtaEWvAOkAgL1W' +
    'xQoJzmiMoHhbLcAPHE61-4ve8xMoZIHbQBwGI4obzfDNe3TDC40oyKLsxPSMRbDIBNsMIAU',
  dq:
    'x70lrALh8iemvIXPnwWxSk8wqCgMHwv3plyYfbuejy2auDvQ5YgaH7O0rAdDtslOx1jA_ohPd9ux8XSJ6H56P2LP53Kfl_fO3okK' +
    'QKd0mzGnjWzNjVkAH_JaJqbY4sPSVmNMrg4o82nYAVis3fBE_w1uG76YSHoqW6rXgeknZIU',
  qi:
    'd6GV-_qSvDEUeh5lJKkHznz9mRBLcgizNYQthPqjOhA1aVFgKmef42TeE8756tn7RUUQFtaCVi9bznozqca6htn-2LIq48Ga2mx6' +
    'Xaro48k7mEnyMlJjkrWHY1rNPdxfYlKRAY-MlLOyxZcXtWvo89pXi_NPbLofefeKSp0aZyk',
};

/** The key that signs RSA tokens. */
export const signingKey: KeyObject = createPrivateKey({ key: JWK, format: 'jwk' });
