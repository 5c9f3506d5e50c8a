/** A form of another site can send text, never JSON: this is half of what keeps verdicts ours. */
import type { NextFunction, Request, Response } from 'express';

export function onlyJson(request: Request, response: Response, next: NextFunction): void {
  if (request.is('application/json')) next();
  else response.status(415).json({ error: 'Expected content-type application/json.' });
}
