const { AkismetClient } = require('akismet-api')

const { PORT, KEY, HAM, SPAM } = process.env
const given = { host: `saring.example:${PORT}`, protocol: 'http', blog: 'https://kabar.example/' }
const comment = {
  ip: '203.0.113.7', useragent: 'Mozilla/5.0', referrer: 'https://kabar.example/',
  permalink: 'https://kabar.example/feri', type: 'comment', name: 'Rina', email: 'rina@example.com'
}

async function main () {
  const client = new AkismetClient({ ...given, key: KEY })
  const wrong = new AkismetClient({ ...given, key: '0123456789ab' })
  const told = {
    wrong: await wrong.verifyKey(),
    verified: await client.verifyKey(),
    ham: await client.checkSpam({ ...comment, content: HAM }),
    spam: await client.checkSpam({ ...comment, content: SPAM }),
    trapped: await client.checkSpam({ ...comment, content: 'Ya!', honeypot: 'x' })
  }
  const { text } = await client.submitSpam({ ...comment, content: HAM })
  await client.submitHam({ ...comment, content: SPAM })
  console.log(JSON.stringify({ ...told, thanks: text }))
}

main()
