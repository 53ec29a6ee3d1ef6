// Reads one case a line, a set of policies with requests, and answers with one letter for each request:
// A allowed, D denied by a statement, N allowed by none, X the simulator failed.

import { createInterface } from 'node:readline'
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const account = '123456789012'
const letters = { Allowed: 'A', ExplicitlyDenied: 'D', ImplicitlyDenied: 'N' }

function named(policies) {
  return policies.map((policy, i) => ({ name: `policy ${i}`, policy }))
}

function decide({ documents, boundary }, { action, resource, context }) {
  try {
    const result = runUnsafeSimulation(
      {
        request: {
          principal: `arn:aws:iam::${account}:user/ci`,
          action,
          resource: { resource, accountId: account },
          contextVariables: context
        },
        identityPolicies: named(documents),
        permissionBoundaryPolicies: boundary ? named([boundary]) : undefined,
        serviceControlPolicies: [],
        resourceControlPolicies: []
      },
      { simulationMode: 'Strict' }
    )
    return letters[result] ?? 'X'
  } catch (error) {
    if (process.env.ORACLE_ERRORS) console.error(error.message)
    return 'X'
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  console.log(question.requests.map((request) => decide(question, request)).join(''))
}
