import { secondsOf } from '#app/activity/series.ts';
import type { Point } from '#app/activity/series.ts';
import { activityWords as words } from '#app/words/activity.ts';

/** The totals of each second: what the plot shows, as numbers. */
export const ActivityTable = ({ points }: { readonly points: readonly Point[] }) => (
  <details>
    <summary>{words.table}</summary>
    <table className="activity-table">
      <thead>
        <tr>
          {Object.values(words.columns).map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {secondsOf(points).map(({ second, totals }) => (
          <tr key={second}>
            <th scope="row">{second}</th>
            <td>{totals.bytesOut.toLocaleString()}</td>
            <td>{totals.bytesIn.toLocaleString()}</td>
            <td>{totals.creditNotices}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);
