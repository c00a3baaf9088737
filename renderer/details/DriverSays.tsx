import type { DriverProfile } from '#app/dot4/profile.ts';
import { profileSentences, profileTitle } from '#app/words/calibration.ts';
import { dateAndTimeOf } from '../ui/times.ts';

interface Props {
  readonly profile: DriverProfile;
}

/** What is known of how the driver behaves, the most important first; nothing before it was measured. */
export const DriverSays = ({ profile }: Props) =>
  profile.origin === 'not-measured' ? null : (
    <section className="details-part">
      <h3>{profileTitle(profile, dateAndTimeOf)}</h3>
      <ul className="driver-says">
        {profileSentences(profile).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
