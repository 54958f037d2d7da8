const { promisify } = require('node:util')
const { client } = require('akismet')

const { PORT, KEY, HAM, SPAM } = process.env
const given = { host: 'saring.example', port: Number(PORT), blog: 'https://kabar.example/' }
const comment = {
  user_ip: '203.0.113.7', user_agent: 'Mozilla/5.0', permalink: 'https://kabar.example/feri',
  comment_author: 'Rina', comment_author_email: 'rina@example.com'
}

function promised (key) {
  const made = client({ ...given, apiKey: key })
  const call = name => promisify(made[name].bind(made))
  return { verify: call('verifyKey'), check: call('checkComment'), spam: call('submitSpam'), ham: call('submitHam') }
}

async function main () {
  const mine = promised(KEY)
  const told = {
    wrong: await promised('0123456789ab').verify(),
    verified: await mine.verify(),
    ham: await mine.check({ ...comment, comment_content: HAM }),
    spam: await mine.check({ ...comment, comment_content: SPAM })
  }
  await mine.spam({ ...comment, comment_content: HAM })
  await mine.ham({ ...comment, comment_content: SPAM })
  console.log(JSON.stringify(told))
}

main()
