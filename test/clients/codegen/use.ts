// The made types are used as a strict front end would; tsc is the test. Lines marked as errors must be errors.
import type { BodyQuery, BodyQueryVariables, SearchQuery, TasksQueryVariables } from './made/types.js';

export const variables: BodyQueryVariables = { name: '省发改委', roles: ['RESPONSIBLE'] };

export const page: TasksQueryVariables = {
  filter: { and: [{ title: { contains: '水' } }, { responsibilities: { some: { department: { name: { eq: '省发改委' } } } } }] },
  orderBy: [{ field: 'TITLE', direction: 'DESC' }],
  first: 10,
};

// @ts-expect-error a variable that is required
export const missing: BodyQueryVariables = {};

// @ts-expect-error a role that does not exist
export const wrong: BodyQueryVariables = { name: 'x', roles: ['BOSS'] };

export function body({ department }: BodyQuery): string[] {
  if (!department) {
    return [];
  }
  const count: number = department.tasks.totalCount;
  return department.tasks.edges.map(({ role, position, node, responsibility }) => {
    const day: string | null | undefined = node.document.issuedOn;
    const quote: string | undefined = responsibility.evidence[0]?.quote;
    // @ts-expect-error the day of issue may be unknown
    const sure: string = node.document.issuedOn;
    return [count, role, position, node.title, day, quote, sure].join(' ');
  });
}

export function names({ search }: SearchQuery): string[] {
  return search.edges.map(({ node }) => {
    switch (node.__typename) {
      case 'Task':
        return node.title;
      case 'Department':
      case 'City':
        return node.name;
      default:
        return node.__typename;
    }
  });
}
