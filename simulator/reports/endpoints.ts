import type { Endpoint } from '../endpoint.ts';
import { createAssetReport, getAssetReport, removeAssetReport } from './assets.ts';

export const reportsEndpoints: Endpoint[] = [createAssetReport, getAssetReport, removeAssetReport];
